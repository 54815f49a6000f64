import boto3

s3 = boto3.client("s3")


def publish(body):
    # ruleid: s3-public
    s3.put_object(Bucket="parcels", Key="invoice.pdf", Body=body, ACL="public-read")


def upload(path):
    # ruleid: s3-public
    s3.upload_file(path, "parcels", "invoice.pdf", ExtraArgs={"ACL": "public-read"})


def keep(body):
    # ok: s3-public
    s3.put_object(Bucket="parcels", Key="invoice.pdf", Body=body, ACL="private")


def link():
    # ok: s3-public
    return s3.generate_presigned_url(
        "get_object", Params={"Bucket": "parcels", "Key": "invoice.pdf"}, ExpiresIn=300
    )
