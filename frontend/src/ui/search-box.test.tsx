import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { show } from "@/test/show";
import { SearchBox } from "@/ui/search-box";

it("starts from the address, and writes in it what is typed, beside what it held", async () => {
  const { router } = show(<SearchBox label="Chercher" />, { at: "/organisations?q=lyon&sector=care" });
  const box = await screen.findByLabelText("Chercher");
  expect((box as HTMLInputElement).value).toBe("lyon");
  await userEvent.clear(box);
  await userEvent.type(box, "bully");
  await expect.poll(() => router.state.location.search).toEqual({ q: "bully", sector: "care" });
  await userEvent.click(screen.getByRole("button", { name: "Effacer la recherche" }));
  await expect.poll(() => router.state.location.search).toEqual({ sector: "care" });
});
