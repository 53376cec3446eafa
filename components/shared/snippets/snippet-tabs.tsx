'use client'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CodeBlock, codeFrame } from '@/components/ui/code-block'
import { CopyButton } from '@/components/ui/copy-button'
import { Tabs } from '@/components/ui/tabs'
import { chatSnippets } from './chat'
import type { Snippet, SnippetFacts } from './snippet'

interface Props {
  facts: Omit<SnippetFacts, 'hello'>
  snippets?: readonly Snippet[]
  /** where only a preview of the key is shown: gets the whole one for what is copied */
  reveal?: () => Promise<string>
  /** without a frame of its own, inside a card */
  flat?: boolean
}

/** Runnable samples; the tab stays chosen while the model or the key changes. */
export function SnippetTabs({ facts, snippets = chatSnippets, reveal, flat }: Props) {
  const t = useTranslations('snippets')
  const [chosen, setChosen] = useState(snippets[0]?.name ?? '')
  const code = (snippet: Snippet | undefined, secret = facts.secret) => snippet?.code({ ...facts, secret, hello: t('hello') }) ?? ''
  const shown = snippets.find(({ name }) => name === chosen)
  return (
    <div data-slot="snippets" className={clsx('min-w-0', !flat && codeFrame)}>
      <Tabs
        aria-label={t('label')}
        barClassName="flex min-h-10 items-center gap-2 border-line border-b pr-2 pl-4"
        value={chosen}
        onValueChange={setChosen}
        aside={<CopyButton text={reveal ? async () => code(shown, await reveal()) : code(shown)} words />}
        tabs={snippets.map((snippet) => ({
          value: snippet.name,
          label: snippet.name,
          content: (
            <>
              {snippet.needs && (
                <code className="block border-line border-b border-dashed bg-sunken px-4 py-1.5 text-ink-2">{snippet.needs}</code>
              )}
              <CodeBlock flat code={code(snippet)} />
            </>
          ),
        }))}
      />
    </div>
  )
}
