import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { MantineProvider } from "@mantine/core";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { createQueryClient } from "@/api/query-client";
import { theme } from "@/app/theme";

/** Everything a component finds around it on screen, at an address, without the pages of the application. */
export function show(screen: ReactNode, { at = "/", queryClient = testQueryClient() } = {}) {
  const root = createRootRoute({ component: () => screen });
  const anywhere = createRoute({ getParentRoute: () => root, path: "$" });
  const router = createRouter({
    routeTree: root.addChildren([anywhere]),
    history: createMemoryHistory({ initialEntries: [at] }),
  });
  const result = render(
    <I18nProvider i18n={i18n}>
      <MantineProvider theme={theme} env="test">
        <QueryClientProvider client={queryClient}>
          {/* biome-ignore lint/suspicious/noExplicitAny: a router of the test, not the registered one */}
          <RouterProvider router={router as any} />
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>,
  );
  return { ...result, router, queryClient };
}

function testQueryClient(): QueryClient {
  const client = createQueryClient(() => undefined);
  client.setDefaultOptions({ queries: { retry: false }, mutations: { retry: false } });
  return client;
}
