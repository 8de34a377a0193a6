import { expect, it } from "vitest";
import { progressOf } from "@/features/treasury/progress";

it("counts each line once, whatever the files it comes in", () => {
  const november = { line_count: 30, known_count: 0, open_count: 2 };
  const autumn = { line_count: 40, known_count: 30, open_count: 10 };
  expect(progressOf([november, autumn])).toEqual({ total: 40, left: 12 });
  expect(progressOf([])).toEqual({ total: 0, left: 0 });
});
