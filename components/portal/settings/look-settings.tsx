'use client'
import { useTranslations } from 'next-intl'
import { useTheme } from 'next-themes'
import { useLocaleChange } from '@/components/layout/use-locale-change'
import { Labelled } from '@/components/ui/labelled'
import { Segmented } from '@/components/ui/segmented'
import { useMounted } from '@/components/ui/use-mounted'
import { themes } from '@/lib/users/names'

export function LookSettings() {
  const t = useTranslations('settings')
  const { theme, setTheme } = useTheme()
  const { locale, change } = useLocaleChange()
  // Only the browser knows the theme, so the server renders no choice.
  const mounted = useMounted()
  const chosen = themes.find((one) => one === theme) ?? 'system'
  return (
    <div className="grid gap-4">
      <Labelled label={t('language')} labelId="look-language">
        <div>
          <Segmented
            aria-labelledby="look-language"
            options={[
              { value: 'zh-CN', label: '简体中文' },
              { value: 'en', label: 'English' },
            ]}
            value={locale}
            onValueChange={change}
          />
        </div>
      </Labelled>
      <Labelled label={t('theme')} labelId="look-theme">
        <div>
          <Segmented
            aria-labelledby="look-theme"
            options={themes.map((value) => ({ value, label: t(`themes.${value}`) }))}
            value={mounted ? chosen : null}
            onValueChange={setTheme}
          />
        </div>
      </Labelled>
    </div>
  )
}
