import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@/app/fonts.css";
import "@/app/global.css";
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createQueryClient } from "@/api/query-client";
import { prepareSourceTexts, showLanguage, storedLanguage } from "@/app/i18n";
import { createAppRouter } from "@/app/router";
import { colorScheme, cssVariables, theme } from "@/app/theme";
import { Toasts } from "@/app/toasts";

/** After an update of the service, a page opened before it asks for files that are gone: load it again, once. */
function reloadAfterUpdate() {
  const key = "essaim.reloaded";
  window.addEventListener("vite:preloadError", (event) => {
    if (sessionStorage.getItem(key) === window.location.pathname) return;
    event.preventDefault();
    sessionStorage.setItem(key, window.location.pathname);
    window.location.reload();
  });
}

const queryClient = createQueryClient(() => {
  const { pathname, href } = router.state.location;
  if (pathname === "/sign-in" || pathname === "/invitation") return;
  void router.navigate({ to: "/sign-in", search: { to: href } });
});
const router = createAppRouter(queryClient);

async function start() {
  reloadAfterUpdate();
  prepareSourceTexts();
  await showLanguage(storedLanguage());
  const root = document.getElementById("root");
  if (!root) throw new Error("index.html has no #root");
  createRoot(root).render(
    <StrictMode>
      <I18nProvider i18n={i18n}>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={cssVariables}
          colorSchemeManager={colorScheme}
          defaultColorScheme="auto"
        >
          <QueryClientProvider client={queryClient}>
            <Toasts />
            <RouterProvider router={router} />
          </QueryClientProvider>
        </MantineProvider>
      </I18nProvider>
    </StrictMode>,
  );
}

void start();
