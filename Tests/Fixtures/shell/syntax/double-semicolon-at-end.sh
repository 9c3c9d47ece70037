case a in a) echo x;; b) echo y; esac; case a in a) echo z
;;
esac
