// Loaded into a program that we start: when the process that started it is killed, it stops as if asked to.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
