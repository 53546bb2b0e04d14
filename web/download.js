// Run when a page inserts it (ui/components/downloads.py). The link works once, so a page that is drawn again leaves it be.
{
  const { address } = document.currentScript.dataset;
  if (address.startsWith("/download/") && address !== window.lastDownload) {
    window.lastDownload = address;
    window.location.assign(address);
  }
}
