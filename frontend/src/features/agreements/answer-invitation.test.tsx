import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Suspense } from "react";
import { expect, it, vi } from "vitest";
import { AnswerInvitation } from "@/features/agreements/answer-invitation";
import type { Agreement } from "@/features/agreements/words";
import { refusal, standInForTheService } from "@/test/service";
import { show } from "@/test/show";

const { serve, received } = standInForTheService();

const agreement = {
  id: "a1",
  my_party_id: "p1",
  name: "Minibus",
  version: 4,
  what_becomes_visible: "En acceptant, votre organisation lira les documents.",
  legal_form: { exit: "Au terme." },
} as Agreement;

function showInvitation(permissions: string[]) {
  serve({
    "GET /v1/identity/me": () => ({
      body: { permissions, acting_for: { organisation_name: "Les Tilleuls" } },
    }),
  });
  show(
    <Suspense>
      <AnswerInvitation agreement={agreement} onDeclined={vi.fn()} />
    </Suspense>,
  );
}

it("accepts the terms that were read, and says so when they have changed since", async () => {
  serve({ "POST /v1/agreements/a1/parties/p1/accept": () => refusal(412, "stale_version") });
  showInvitation(["agreements.sign"]);
  await userEvent.click(await screen.findByRole("button", { name: "Accepter…" }));
  await userEvent.click(await screen.findByRole("button", { name: "Accepter pour mon organisation" }));
  expect(await screen.findByText("Les termes ont changé depuis que vous les avez ouverts")).toBeTruthy();
  expect(received.at(-1)?.headers.get("If-Match")).toBe('"4"');
});

it("tells who may answer to those whose mandate does not allow to sign", async () => {
  showInvitation(["agreements.read"]);
  expect(await screen.findByText(/la réponse revient à la direction/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Accepter…" })).toBeNull();
});
