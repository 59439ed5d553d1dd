// A page that Back brings out of the browser's memory may be older than what was
// written since: it is asked for again, which costs a 304 where it is not.
window.addEventListener("pageshow", (event) => {
  const [navigation] = performance.getEntriesByType("navigation");
  const kept = navigation?.type === "back_forward" && navigation.transferSize === 0;
  if (event.persisted || kept) location.reload();
});
