# ruleid: tf-instance-metadata
resource "aws_instance" "scales" {
  ami           = var.ami
  instance_type = "t4g.small"
}

resource "aws_launch_template" "web" {
  image_id = var.ami
  metadata_options {
    # ruleid: tf-instance-metadata
    http_tokens = "optional"
  }
}

# ok: tf-instance-metadata
resource "aws_instance" "labels" {
  ami           = var.ami
  instance_type = "t4g.small"
  metadata_options {
    # ok: tf-instance-metadata
    http_tokens = "required"
  }
}
