import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { SignInPage } from "@/features/identity/sign-in-page";
import { refusal, standInForTheService } from "@/test/service";
import { show } from "@/test/show";

const { serve, received } = standInForTheService();

async function signIn(to?: string) {
  const shown = show(<SignInPage to={to} />, { at: "/sign-in" });
  await userEvent.type(await screen.findByLabelText("Adresse électronique"), "claire@exemple.fr");
  await userEvent.type(screen.getByLabelText("Mot de passe"), "une phrase secrète");
  await userEvent.click(screen.getByRole("button", { name: "Se connecter" }));
  return shown;
}

const accepted = () => ({ status: 201, body: { token: null, expires_at: "2026-12-01T00:00:00Z", me: {} } });

describe("SignInPage", () => {
  it("goes where the person was going", async () => {
    serve({ "POST /v1/identity/sessions": accepted });
    const { router } = await signIn("/bookings?week=47");
    await expect.poll(() => router.state.location.href).toBe("/bookings?week=47");
    expect(await received[0]?.json()).toEqual({
      email: "claire@exemple.fr",
      password: "une phrase secrète",
      carrier: "cookie",
    });
  });

  it.each(["https://ailleurs.exemple", "//ailleurs.exemple", "/\\ailleurs.exemple"])(
    "never goes to another site: %s",
    async (to) => {
      serve({ "POST /v1/identity/sessions": accepted });
      const { router } = await signIn(to);
      await expect.poll(() => router.state.location.href).toBe("/");
    },
  );

  it("says that the address or the password is wrong, and lets one try again", async () => {
    serve({ "POST /v1/identity/sessions": () => refusal(401, "wrong_credentials") });
    await signIn();
    expect((await screen.findByRole("alert")).textContent).toContain("Adresse ou mot de passe incorrect");
    expect(screen.getByRole("button", { name: "Se connecter" }).hasAttribute("disabled")).toBe(false);
  });

  it("says how long to wait after too many attempts", async () => {
    serve({
      "POST /v1/identity/sessions": () => refusal(429, "too_many_attempts", { context: { retry_after: 30 } }),
    });
    await signIn();
    expect((await screen.findByRole("alert")).textContent).toMatch(/réessayer dans (30|29) secondes/);
    expect(screen.getByRole("button", { name: "Se connecter" }).hasAttribute("disabled")).toBe(true);
  });
});
