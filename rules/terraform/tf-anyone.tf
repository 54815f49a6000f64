data "aws_iam_policy_document" "queue" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.parcels.arn]
    principals {
      type = "AWS"
      # ruleid: tf-anyone
      identifiers = ["*"]
    }
  }
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.parcels.arn]
    principals {
      type = "AWS"
      # ok: tf-anyone
      identifiers = ["*"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalOrgID"
      values   = [var.organisation]
    }
  }
  statement {
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.parcels.arn]
    principals {
      type = "*"
      # ok: tf-anyone
      identifiers = ["*"]
    }
  }
}

resource "aws_s3_bucket_policy" "invoices" {
  bucket = aws_s3_bucket.invoices.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        # ruleid: tf-anyone
        Principal = "*"
        Action    = "s3:GetObject"
        Resource  = "${aws_s3_bucket.invoices.arn}/*"
      },
      {
        Effect = "Allow"
        # ok: tf-anyone
        Principal = { AWS = aws_iam_role.agent.arn }
        Action    = "s3:GetObject"
        Resource  = "${aws_s3_bucket.invoices.arn}/*"
      },
    ]
  })
}
