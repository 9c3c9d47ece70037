echo "version $(cat /srv/app/VERSION)"
