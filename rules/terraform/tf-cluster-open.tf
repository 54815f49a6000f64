resource "aws_eks_cluster" "parcels" {
  name = "parcels"
  vpc_config {
    subnet_ids = var.subnets
    # ruleid: tf-cluster-open
    public_access_cidrs = ["0.0.0.0/0"]
  }
}

resource "google_container_cluster" "parcels" {
  name = "parcels"
  master_authorized_networks_config {
    cidr_blocks {
      # ruleid: tf-cluster-open
      cidr_block = "0.0.0.0/0"
    }
    cidr_blocks {
      # ok: tf-cluster-open
      cidr_block = "192.0.2.0/24"
    }
  }
}

resource "aws_eks_cluster" "labels" {
  name = "labels"
  vpc_config {
    subnet_ids = var.subnets
    # ok: tf-cluster-open
    public_access_cidrs = ["192.0.2.0/24"]
  }
}
