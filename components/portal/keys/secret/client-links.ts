interface Facts {
  /** without /v1 */
  publicUrl: string
  secret: string
  model: string
}

/** Encodes UTF-8 as standard base64, because these clients do not read base64url. */
function base64(value: object): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value))
  return btoa(String.fromCharCode(...bytes))
}

/**
 * A link that puts address and key into a client on this machine. The key is part of the link, so build it only in the browser, just after
 * the key was made or revealed. NextChat reads it from the fragment, which no server sees.
 */
export const clientLinks: readonly { name: string; mark: string; href: (facts: Facts) => string }[] = [
  {
    name: 'Cherry Studio',
    mark: 'CS',
    href: ({ publicUrl, secret }) =>
      `cherrystudio://providers/api-keys?v=1&data=${encodeURIComponent(
        base64({ id: 'atrium', name: 'Atrium', type: 'openai', baseUrl: publicUrl, apiKey: secret }),
      )}`,
  },
  {
    name: 'NextChat',
    mark: 'N',
    href: ({ publicUrl, secret }) =>
      `https://app.nextchat.dev/#/?settings=${encodeURIComponent(JSON.stringify({ key: secret, url: publicUrl }))}`,
  },
  {
    name: 'DeepChat',
    mark: 'DC',
    href: ({ publicUrl, secret }) =>
      `deepchat://provider/install?v=1&data=${encodeURIComponent(base64({ id: 'atrium', baseUrl: publicUrl, apiKey: secret }))}`,
  },
  {
    name: 'OpenCat',
    mark: 'OC',
    href: ({ publicUrl, secret }) => `opencat://team/join?${new URLSearchParams({ domain: publicUrl, token: secret })}`,
  },
  {
    name: 'AMA',
    mark: 'AM',
    href: ({ publicUrl, secret }) => `ama://set-api-key?${new URLSearchParams({ server: publicUrl, key: secret })}`,
  },
]
