resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.web.arn
  port              = 443
  protocol          = "HTTPS"
  # ruleid: tf-old-tls
  ssl_policy = "ELBSecurityPolicy-TLS-1-1-2017-01"
}

resource "aws_cloudfront_distribution" "web" {
  enabled = true
  viewer_certificate {
    acm_certificate_arn = var.certificate
    # ruleid: tf-old-tls
    minimum_protocol_version = "TLSv1"
  }
}

resource "azurerm_storage_account" "invoices" {
  name = "invoices"
  # ruleid: tf-old-tls
  min_tls_version = "TLS1_0"
}

resource "google_compute_ssl_policy" "web" {
  name = "web"
  # ruleid: tf-old-tls
  min_tls_version = "TLS_1_1"
}

resource "aws_lb_listener" "api" {
  load_balancer_arn = aws_lb.api.arn
  port              = 443
  protocol          = "HTTPS"
  # ok: tf-old-tls
  ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"
}

resource "azurerm_storage_account" "labels" {
  name = "labels"
  # ok: tf-old-tls
  min_tls_version = "TLS1_2"
}
