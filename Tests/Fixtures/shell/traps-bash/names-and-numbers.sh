# shells: dash ash bash
(trap 'echo caught' SIGUSR1; trap)
(trap 'echo a' usr1; trap)
(trap 'echo b' 10; trap)
