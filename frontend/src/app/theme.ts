import {
  Button,
  type CSSVariablesResolver,
  createTheme,
  localStorageColorSchemeManager,
  type MantineColorsTuple,
} from "@mantine/core";

const pine: MantineColorsTuple = [
  "#eef7f2",
  "#dcece4",
  "#b9d9ca",
  "#93c5ae",
  "#72b396",
  "#55a27f",
  "#3f8f6b",
  "#2d7c5b",
  "#1f6a4e",
  "#0f4d37",
];

/** For what is shared. Never text on white before shade 8. */
const honey: MantineColorsTuple = [
  "#fff8e6",
  "#fdeec6",
  "#fbdf94",
  "#f7cd5c",
  "#f3bd36",
  "#f0b01d",
  "#d59a10",
  "#a87607",
  "#6b4a00",
  "#4d3500",
];

/** Shade 8: white text on shade 6 has a contrast of 3.25 only in dark mode. */
export const theme = createTheme({
  colors: { pine, honey },
  primaryColor: "pine",
  primaryShade: 8,
  fontFamily: "var(--essaim-font)",
  headings: {
    fontFamily: "var(--essaim-font)",
    fontWeight: "650",
    sizes: {
      h1: { fontSize: "1.625rem", lineHeight: "1.25" },
      h2: { fontSize: "1.25rem", lineHeight: "1.3" },
      h3: { fontSize: "1.0625rem", lineHeight: "1.4" },
    },
  },
  defaultRadius: 8,
  cursorType: "pointer",
  respectReducedMotion: true,
  focusRing: "auto",
  components: {
    Anchor: { defaultProps: { underline: "always" } },
    // Twelve pixels are too small to read on a button.
    Button: Button.extend({
      vars: (_theme, { size }) => ({ root: size === "xs" ? { "--button-fz": "0.875rem" } : {} }),
    }),
    // An empty focusable element that is not a menu item is not allowed in a menu.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Paper: { defaultProps: { withBorder: true } },
  },
});

/** Contrasts checked for 4.5 on the ground and on surfaces, in both schemes. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--essaim-ground": "#faf9f6",
    "--mantine-color-body": "#ffffff",
    "--mantine-color-text": "#1b201d",
    "--mantine-color-dimmed": "#545f59",
    "--mantine-color-placeholder": "#66706b",
    "--mantine-color-error": "#c02626",
    "--mantine-color-anchor": "#1f6a4e",
    "--mantine-color-default-border": "#dedcd4",
    "--essaim-strong-border": "#8a918d",
    "--essaim-hover": "#f1efe9",
    "--essaim-selected": "#dcece4",
    "--essaim-selected-text": "#0f4d37",
    "--mantine-color-orange-light": "#ffe9d1",
    "--mantine-color-orange-light-color": "#7a3a00",
    "--mantine-color-red-light": "#fde8e6",
    "--mantine-color-red-light-color": "#a11d18",
  },
  dark: {
    "--essaim-ground": "#1e201f",
    "--mantine-color-pine-filled": "#2d7c5b",
    "--mantine-color-pine-filled-hover": "#256a4d",
    "--mantine-color-body": "#272a28",
    "--mantine-color-text": "#eceeec",
    "--mantine-color-dimmed": "#b0bab4",
    "--mantine-color-placeholder": "#98a39d",
    "--mantine-color-error": "#ff9b9b",
    "--mantine-color-anchor": "#8fd0b3",
    "--mantine-color-default-border": "#414643",
    "--essaim-strong-border": "#7d8581",
    "--essaim-hover": "#303432",
    "--essaim-selected": "#23483a",
    "--essaim-selected-text": "#cfeadd",
    "--mantine-color-pine-light": "#23483a",
    "--mantine-color-pine-light-color": "#cfeadd",
    "--mantine-color-honey-light": "#43350f",
    "--mantine-color-honey-light-color": "#fbdf94",
    "--mantine-color-orange-light": "#553312",
    "--mantine-color-orange-light-color": "#ffdcb5",
    "--mantine-color-red-light": "#4c2725",
    "--mantine-color-red-light-color": "#ffd0cc",
  },
});

/** Read by public/theme.js too. */
export const colorScheme = localStorageColorSchemeManager({ key: "essaim.theme" });

export type ReadingFont = "inter" | "atkinson";

const fontKey = "essaim.reading-font";

/** Read by public/theme.js too. */
export function storedReadingFont(): ReadingFont {
  return localStorage.getItem(fontKey) === "atkinson" ? "atkinson" : "inter";
}

/** Atkinson Hyperlegible is drawn for readers with low vision. */
export function showReadingFont(font: ReadingFont): void {
  localStorage.setItem(fontKey, font);
  document.documentElement.setAttribute("data-reading-font", font);
}
