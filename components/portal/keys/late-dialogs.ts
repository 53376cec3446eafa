'use client'
import dynamic from 'next/dynamic'

/** The dialogs of keys, whose code is loaded when one of them opens. */
export const CreateDialog = dynamic(() => import('./form/create-dialog').then((module) => module.CreateDialog))
export const EditDialog = dynamic(() => import('./form/edit-dialog').then((module) => module.EditDialog))
export const SecretDialog = dynamic(() => import('./secret/secret-dialog').then((module) => module.SecretDialog))
