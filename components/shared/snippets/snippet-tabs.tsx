'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CodeBlock, CodeFrame } from '@/components/ui/code-block'
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
    <CodeFrame data-slot="snippets" flat={flat}>
      <Tabs
        aria-label={t('label')}
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
    </CodeFrame>
  )
}
