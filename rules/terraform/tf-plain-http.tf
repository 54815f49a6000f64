resource "azurerm_storage_account" "invoices" {
  name = "invoices"
  # ruleid: tf-plain-http
  https_traffic_only_enabled = false
}

resource "aws_cloudfront_distribution" "web" {
  enabled = true
  default_cache_behavior {
    target_origin_id = "web"
    # ruleid: tf-plain-http
    viewer_protocol_policy = "allow-all"
  }
  ordered_cache_behavior {
    path_pattern     = "/api/*"
    target_origin_id = "web"
    # ok: tf-plain-http
    viewer_protocol_policy = "redirect-to-https"
  }
}

resource "aws_elasticache_replication_group" "cache" {
  replication_group_id = "cache"
  # ruleid: tf-plain-http
  transit_encryption_enabled = false
}

resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.web.arn
  port              = 80
  # ruleid: tf-plain-http
  protocol = "HTTP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}

resource "aws_lb_listener" "redirect" {
  load_balancer_arn = aws_lb.web.arn
  port              = 80
  # ok: tf-plain-http
  protocol = "HTTP"
  default_action {
    type = "redirect"
    redirect {
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}
