import { Group, Stack, Text, Title } from "@mantine/core";
import { useRouterState } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import classes from "@/ui/page.module.css";

type PageProps = {
  /** The page's h1, and the title of the browser's tab. */
  title: string;
  /** One sentence: what this page is for. */
  lead?: ReactNode;
  /** Buttons, the main one last. */
  actions?: ReactNode;
  /** Above the title: a link back, where one is. */
  above?: ReactNode;
  /** Beside the title: a status. */
  badge?: ReactNode;
  /** Forms and texts read better in a narrow column. */
  narrow?: boolean;
  children: ReactNode;
};

let lastPath: string | null = null;

/**
 * On arriving from another page, the title takes the focus: a screen reader says where one is.
 * The address counts once its page is shown, not while the one before is still there.
 */
function useTitleFocus() {
  const title = useRef<HTMLHeadingElement>(null);
  const shownPath = useRouterState({ select: (state) => state.resolvedLocation?.pathname ?? null });
  useEffect(() => {
    if (shownPath === null) return;
    if (lastPath !== null && lastPath !== shownPath) title.current?.focus({ preventScroll: true });
    lastPath = shownPath;
  }, [shownPath]);
  return title;
}

/** Every page: one title, one sentence, its actions, its content. */
export function Page({ title, lead, actions, above, badge, narrow = false, children }: PageProps) {
  const heading = useTitleFocus();
  return (
    <div className={narrow ? classes.narrow : undefined}>
      <title>{`${title} · Essaim`}</title>
      {above ? <div className={classes.above}>{above}</div> : null}
      <Group justify="space-between" align="flex-start" gap="md" mb="xl">
        <Stack gap={6} className={classes.words}>
          <Group gap="sm">
            <Title order={1} ref={heading} tabIndex={-1} className={classes.title ?? ""}>
              {title}
            </Title>
            {badge}
          </Group>
          {lead ? (
            <Text c="dimmed" component="div" maw="42rem">
              {lead}
            </Text>
          ) : null}
        </Stack>
        {actions ? <Group gap="sm">{actions}</Group> : null}
      </Group>
      {children}
    </div>
  );
}

/** A titled part of a page. */
export function Section({
  title,
  actions,
  children,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={classes.section}>
      <Group justify="space-between" mb="sm" gap="sm">
        <Title order={2}>{title}</Title>
        {actions}
      </Group>
      {children}
    </section>
  );
}
