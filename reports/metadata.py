"""What the file says about itself to viewers and search engines: the XMP packet."""

from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

PRODUCER = "Peilstok"


@dataclass(frozen=True)
class DocumentDetails:
    """Title, language and day of a document; `author` is the organisation, or empty."""

    title: str
    language: str
    on: date
    author: str = ""


def xmp(details: DocumentDetails) -> bytes:
    """The XMP packet, which also says that the file is made to PDF/UA-1."""
    moment = f"{details.on:%Y-%m-%d}T00:00:00Z"
    return _PACKET.format(
        title=escape(details.title),
        language=details.language,
        author=escape(details.author or PRODUCER),
        producer=PRODUCER,
        moment=moment,
    ).encode()


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate><xmp:CreatorTool>{producer}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>
"""
