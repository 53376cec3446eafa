'use client'
import dynamic from 'next/dynamic'

/** Only lists whose rows can be selected load it. */
export const SelectBox = dynamic(() => import('@/components/ui/checkbox').then(({ Checkbox }) => Checkbox))
