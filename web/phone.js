// Looks for the next question. A page that still asks the same is left alone: someone may be choosing.
{
  const page = document.querySelector("main[data-key]");
  if (page && window.EventSource) {
    // Loading the page again must not send the vote again.
    history.replaceState(null, "", "/w/now");
    new EventSource("/w/changes").onmessage = async () => {
      const answer = await fetch("/w/now");
      const there = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
      if (!there || there.dataset.key !== page.dataset.key) window.location.assign("/w/now");
    };
  }
}
