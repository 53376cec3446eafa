'use client'
import { KeyRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { StepItem, StepList } from '@/components/shared/steps'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { CodeBlock } from '@/components/ui/code-block'
import { Disclosure, Fold, Folds } from '@/components/ui/disclosure'
import { Empty } from '@/components/ui/empty'
import { ErrorState } from '@/components/ui/error-state'
import { Fact, Facts } from '@/components/ui/facts'
import { Table, TableBody, TableCell, TableFooter, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { refusal } from './refusal'
import { WideSpecimen } from './specimen'

const code = `curl https://campus.example/v1/models \\
  -H "Authorization: Bearer $KEY" # one line of shell`

export function Content() {
  const t = useTranslations('adminDesign.sample')
  return (
    <>
      <WideSpecimen state="state.card">
        <Card title={t('heading')} aside={<TextLink href="#content">{t('link')}</TextLink>}>
          {t('body')}
        </Card>
      </WideSpecimen>
      <WideSpecimen state="state.empty">
        <Card padded={false}>
          <Empty icon={<KeyRound aria-hidden />} title={t('emptyTitle')} actions={<Button variant="primary">{t('create')}</Button>}>
            {t('emptyBody')}
          </Empty>
        </Card>
      </WideSpecimen>
      <WideSpecimen state="state.error">
        <Card padded={false}>
          <ErrorState error={refusal} onRetry={() => undefined} />
        </Card>
      </WideSpecimen>
      <WideSpecimen state="state.code">
        <CodeBlock code={code} />
      </WideSpecimen>
      <Opening />
      <Figures />
    </>
  )
}

function Opening() {
  const t = useTranslations('adminDesign.sample')
  return (
    <>
      <WideSpecimen state="state.quiet">
        <Disclosure summary={t('more')}>{t('long')}</Disclosure>
      </WideSpecimen>
      <WideSpecimen state="state.folds">
        <Folds>
          <Fold summary={t('options.first')} open>
            <p className="p-3 text-[13px]">{t('long')}</p>
          </Fold>
          <Fold summary={t('options.second')}>
            <p className="p-3 text-[13px]">{t('sentence')}</p>
          </Fold>
        </Folds>
      </WideSpecimen>
    </>
  )
}

function Figures() {
  const t = useTranslations('adminDesign.sample')
  return (
    <>
      <WideSpecimen state="state.facts">
        <Facts>
          <Fact term={t('name')}>{t('value')}</Fact>
          <Fact term={t('note')}>{t('long')}</Fact>
        </Facts>
      </WideSpecimen>
      <WideSpecimen state="state.table">
        <Card padded={false}>
          <Table aria-label={t('chart')} dense>
            <TableHeader>
              <TableRow>
                <TableHead>{t('name')}</TableHead>
                <TableHead align="right">{t('calls')}</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              <TableRow>
                <TableCell>glm-5.1</TableCell>
                <TableCell align="right">624</TableCell>
              </TableRow>
              <TableRow data-selected>
                <TableCell>deepseek-v3.2</TableCell>
                <TableCell align="right">1,211</TableCell>
              </TableRow>
            </TableBody>
            <TableFooter>
              <TableRow>
                <TableCell>{t('today')}</TableCell>
                <TableCell align="right">1,835</TableCell>
              </TableRow>
            </TableFooter>
          </Table>
        </Card>
      </WideSpecimen>
      <WideSpecimen state="state.steps">
        <Card padded={false}>
          <StepList>
            <StepItem number={1} done title={t('options.first')} hint={t('saved')} />
            <StepItem
              number={2}
              done={false}
              next
              title={t('options.second')}
              hint={t('nameHint')}
              action={<Button size="s">{t('create')}</Button>}
            />
          </StepList>
        </Card>
      </WideSpecimen>
    </>
  )
}
