# a repository's token is made, listed without itself, and revoked
export ASSAY_STATE=$PWD/state
ids() { sed -E 's/[0-9a-f]{8}-[0-9a-f-]{27}/ID/g; s/[0-9]{4}-[0-9]{2}-[0-9]{2}[0-9T:.]*Z?/DATE/g'; }
assay setup --name Acme --url http://127.0.0.1:8420 --link \
	--admin-name Ada --admin-email ada@acme.example >/dev/null 2>&1
assay token list | ids
assay token make acme/shop --label ci | sed -E 's/assay_.{43}$/assay_TOKEN/'
assay token list | ids
assay token list --json | ids
assay token revoke "$(assay token list | cut -c1-36)"
assay token list | ids
assay token revoke shop
echo "-- exit status $?"
assay token revoke 0192d3b4-7c5e-7a10-8f3e-5a1b2c3d4e5f
