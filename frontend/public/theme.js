// Runs before the first paint so that neither the theme nor the reading font flashes.
// The keys are those of src/app/theme.ts.
(() => {
  const root = document.documentElement;
  let scheme = null;
  let font = null;
  let language = null;
  try {
    scheme = localStorage.getItem("essaim.theme");
    font = localStorage.getItem("essaim.reading-font");
    language = localStorage.getItem("essaim.language");
  } catch {
    // Storage refused by the browser: the defaults below are used.
  }
  const dark =
    scheme === "dark" || (scheme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
  root.setAttribute("data-reading-font", font === "atkinson" ? "atkinson" : "inter");
  if (language === "en") root.lang = "en";
})();
