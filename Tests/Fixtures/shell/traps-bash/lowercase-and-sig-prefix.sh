# shells: bash
trap 'echo t' sigterm; kill -TERM $$; trap 'echo u' usr1; kill -SIGUSR1 $$; trap -l | head -n 1 | tr -s '\t ' ' '
