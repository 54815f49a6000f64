resource "aws_security_group" "scales" {
  ingress {
    from_port = 22
    to_port   = 22
    protocol  = "tcp"
    # ruleid: tf-open-admin-port
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    from_port = 0
    to_port   = 65535
    protocol  = "tcp"
    # ruleid: tf-open-admin-port
    ipv6_cidr_blocks = ["::/0"]
  }
  ingress {
    from_port = 0
    to_port   = 0
    protocol  = "-1"
    # ruleid: tf-open-admin-port
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    from_port = 443
    to_port   = 443
    protocol  = "tcp"
    # ok: tf-open-admin-port
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    from_port = 22
    to_port   = 22
    protocol  = "tcp"
    # ok: tf-open-admin-port
    cidr_blocks = ["192.0.2.0/24"]
  }
  egress {
    from_port = 0
    to_port   = 0
    protocol  = "-1"
    # ok: tf-open-admin-port
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group_rule" "database" {
  type              = "ingress"
  security_group_id = aws_security_group.scales.id
  from_port         = 5432
  to_port           = 5432
  protocol          = "tcp"
  # ruleid: tf-open-admin-port
  cidr_blocks = ["0.0.0.0/0"]
}

resource "aws_vpc_security_group_ingress_rule" "desktop" {
  security_group_id = aws_security_group.scales.id
  from_port         = 3389
  to_port           = 3389
  ip_protocol       = "tcp"
  # ruleid: tf-open-admin-port
  cidr_ipv4 = "0.0.0.0/0"
}

resource "azurerm_network_security_rule" "ssh" {
  name                   = "ssh"
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  destination_port_range = "22-22"
  # ruleid: tf-open-admin-port
  source_address_prefix = "*"
}

resource "azurerm_network_security_rule" "none" {
  name                   = "none"
  direction              = "Inbound"
  access                 = "Deny"
  protocol               = "Tcp"
  destination_port_range = "22"
  # ok: tf-open-admin-port
  source_address_prefix = "*"
}

resource "google_compute_firewall" "ssh" {
  name    = "ssh"
  network = google_compute_network.parcels.name
  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
  # ruleid: tf-open-admin-port
  source_ranges = ["0.0.0.0/0"]
}

resource "google_compute_firewall" "web" {
  name    = "web"
  network = google_compute_network.parcels.name
  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
  # ok: tf-open-admin-port
  source_ranges = ["0.0.0.0/0"]
}
