import { fileURLToPath } from "node:url";
import { lingui } from "@lingui/vite-plugin";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [
    tanstackRouter({
      target: "react",
      autoCodeSplitting: true,
      routesDirectory: "src/routes",
      generatedRouteTree: "src/app/route-tree.gen.ts",
    }),
    lingui({
      // The French texts stay in the code and travel with the page that says them: no French catalogue is loaded.
      macroTransform: { macro: { descriptorFields: "message" } },
      failOnCompileError: true,
    }),
    react(),
  ],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    outDir: "../backend/essaim/web",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // Read by scripts/budget.mjs; scripts/precompress.mjs moves it out of what is served.
    manifest: true,
  },
  server: { host: "127.0.0.1", proxy: { "/v1": process.env.ESSAIM_API ?? "http://127.0.0.1:8400" } },
  preview: { host: "127.0.0.1" },
  test: {
    environment: "jsdom",
    // One page for the files of a process: making one each took six times as long as the tests themselves.
    isolate: false,
    setupFiles: ["src/test/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
  },
});
