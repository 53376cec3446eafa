import type { ComponentProps } from 'react'

/** A picture of an answer: loading it would tell the place where it lies who reads what, so it is a link for whoever wants to see it. */
export function AnswerImage({ src, alt = '', title }: ComponentProps<'img'>) {
  const address = typeof src === 'string' && /^https?:\/\//i.test(src) ? src : undefined
  if (!address) return <span>{alt}</span>
  return (
    <a href={address} target="_blank" rel="noopener noreferrer nofollow" title={title}>
      {alt || address}
    </a>
  )
}
