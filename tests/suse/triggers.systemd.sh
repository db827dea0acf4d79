# For tests: file triggers as openSUSE's systemd has them: see macros.systemd
%transfiletriggerin -P 900900 -- /usr/lib/systemd/system/ /etc/systemd/system/
/usr/lib/systemd/systemd-update-helper system-reload || :
/usr/lib/systemd/systemd-update-helper system-restart || :

%transfiletriggerpostun -P 1000100 -- /usr/lib/systemd/system/ /etc/systemd/system/
/usr/lib/systemd/systemd-update-helper system-reload || :

%transfiletriggerpostun -P 10000 -- /usr/lib/systemd/system/ /etc/systemd/system/
/usr/lib/systemd/systemd-update-helper system-restart || :
