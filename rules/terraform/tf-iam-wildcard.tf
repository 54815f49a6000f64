data "aws_iam_policy_document" "all" {
  statement {
    # ruleid: tf-iam-wildcard
    actions   = ["*"]
    resources = ["*"]
  }
  statement {
    # ok: tf-iam-wildcard
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.invoices.arn}/*"]
  }
  statement {
    effect = "Deny"
    # ok: tf-iam-wildcard
    actions   = ["*"]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "agent" {
  role = aws_iam_role.agent.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        # ruleid: tf-iam-wildcard
        Action   = ["iam:*"]
        Resource = "*"
      },
      {
        Effect = "Allow"
        # ok: tf-iam-wildcard
        Action   = "s3:ListAllMyBuckets"
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_policy" "text" {
  name = "text"
  # ruleid: tf-iam-wildcard
  policy = <<EOF
{
  "Version": "2012-10-17",
  "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]
}
EOF
}
