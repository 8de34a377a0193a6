import { Anchor, type AnchorProps, Button, type ButtonProps } from "@mantine/core";
import { createLink, type LinkComponent } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, Ref } from "react";

type Native = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "style" | "color"> & {
  ref?: Ref<HTMLAnchorElement>;
};

const PlainAnchor = (props: AnchorProps & Native) => <Anchor {...props} />;
const PlainButton = (props: ButtonProps & Native) => <Button component="a" {...props} />;

/** A link to a page, its address checked by the compiler. */
export const AnchorLink: LinkComponent<typeof PlainAnchor> = createLink(PlainAnchor);

/** A link that looks like a button. */
export const ButtonLink: LinkComponent<typeof PlainButton> = createLink(PlainButton);
