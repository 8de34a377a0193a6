import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { show } from "@/test/show";
import { DateRange, DateText, Money, Percent, Quantity } from "@/ui/values";

it("writes amounts, quantities, ratios and days in French", async () => {
  show(
    <ul>
      <li>
        <Money cents={123_456} />
      </li>
      <li>
        <Quantity value={1200} unit="nuits" />
      </li>
      <li>
        <Percent ratio={0.286} decimals={1} />
      </li>
      <li>
        <DateText value="2030-02-28" />
      </li>
      <li>
        <DateRange from="2026-11-16" to="2026-12-20" />
      </li>
    </ul>,
  );
  const written = (await screen.findAllByRole("listitem")).map((item) => item.textContent);
  expect(written).toEqual([
    "1\u202f234,56\u00a0€",
    "1\u202f200\u00a0nuits",
    "28,6\u00a0%",
    "28 février 2030",
    "16 novembre\u2009–\u200920 décembre 2026",
  ]);
  expect(screen.getByText("28 février 2030").getAttribute("datetime")).toBe("2030-02-28");
});
