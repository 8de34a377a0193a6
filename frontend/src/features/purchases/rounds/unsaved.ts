import { useEffect, useState } from "react";

export type ReportUnsaved = (form: string, unsaved: boolean) => void;

/** What is typed on a page of several forms and not saved yet: nothing goes on without it. */
export function useUnsaved(): { any: boolean; report: ReportUnsaved } {
  const [forms, setForms] = useState<string[]>([]);
  const report: ReportUnsaved = (form, unsaved) =>
    setForms((before) =>
      before.includes(form) === unsaved
        ? before
        : unsaved
          ? [...before, form]
          : before.filter((one) => one !== form),
    );
  return { any: forms.length > 0, report };
}

/** Says of one form whether it holds something unsaved. */
export function useReport(report: ReportUnsaved, form: string, unsaved: boolean) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what reports is another function at each render
  useEffect(() => report(form, unsaved), [form, unsaved]);
}
