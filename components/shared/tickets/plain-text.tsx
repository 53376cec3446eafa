import { textLinks } from './text-links'

/** A text of somebody as it was written, with its web addresses as links. */
export const PlainText = ({ text }: { text: string }) => (
  <p className="wrap-anywhere whitespace-pre-wrap leading-6">
    {textLinks(text).map(({ text: piece, href }, place) =>
      href === undefined ? (
        piece
      ) : (
        <a
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text do not move
          key={place}
          href={href}
          target="_blank"
          rel="noopener noreferrer nofollow ugc"
          className="text-accent-text underline decoration-current/40 underline-offset-3 hover:decoration-current"
        >
          {piece}
        </a>
      ),
    )}
  </p>
)
