# shells: dash ash bash
umask; umask 027; umask; umask -S; umask u=rwx,g=rx,o=; umask; umask g+w; umask -S; umask a=rx; umask; touch f; umask 22; umask; mkdir d
