resource "aws_instance" "scales" {
  ami = var.ami
  # ruleid: tf-secret-in-user-data
  user_data = <<-EOF
    #!/bin/sh
    export DB_PASSWORD=Zuckerhut-77
    /usr/bin/parcels
  EOF
  metadata_options {
    http_tokens = "required"
  }
}

resource "aws_instance" "labels" {
  ami = var.ami
  # ok: tf-secret-in-user-data
  user_data = <<-EOF
    #!/bin/sh
    export DB_PASSWORD=$(fetch-secret parcels/db)
    /usr/bin/parcels
  EOF
  metadata_options {
    http_tokens = "required"
  }
}
