"""What a report says about itself: status, confidentiality, who filled it in, who approved it, the logo."""

from typing import Annotated, Literal

from pydantic import Field

from model.texts import FreeText, Strict

MAXIMUM_LOGO_BYTES = 1_000_000


class ReportDetails(Strict):
    """The words on the cover that no answer gives; empty text is left out."""

    status: Literal["draft", "final"] = "draft"
    confidentiality: FreeText = ""
    filled_in_by: FreeText = ""
    approved_by: FreeText = ""
    logo: Annotated[bytes, Field(max_length=MAXIMUM_LOGO_BYTES)] | None = None
