import { Group, Stack, Text, Title } from "@mantine/core";
import { useLocation } from "@tanstack/react-router";
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

/** On arriving from another page, the title takes the focus: a screen reader says where one is. */
function useTitleFocus() {
  const title = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    if (lastPath !== null && lastPath !== pathname) title.current?.focus({ preventScroll: true });
    lastPath = pathname;
  }, [pathname]);
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
    <section className={classes.section} aria-label={title}>
      <Group justify="space-between" mb="sm" gap="sm">
        <Title order={2}>{title}</Title>
        {actions}
      </Group>
      {children}
    </section>
  );
}
