'use client'
import dynamic from 'next/dynamic'

/** The frame of the portal on pages that are open to everybody: visitors do not load it. */
export const MemberShell = dynamic(() => import('./shell').then(({ Shell }) => Shell))
