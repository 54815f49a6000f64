module "network" {
  # ruleid: tf-module-unpinned
  source = "git::https://git.parcels.example/network.git"
}

module "cluster" {
  # ruleid: tf-module-unpinned
  source = "git::https://git.parcels.example/cluster.git?ref=main"
}

# ruleid: tf-module-unpinned
module "bucket" {
  source = "parcels/bucket/aws"
}

module "queue" {
  # ok: tf-module-unpinned
  source = "git::https://git.parcels.example/queue.git?ref=2f1c3e5a7b9d0f2e4c6a8b0d1f3e5c7a9b2d4f6e"
}

# ok: tf-module-unpinned
module "table" {
  source  = "parcels/table/aws"
  version = "2.1.0"
}

# ok: tf-module-unpinned
module "own" {
  source = "./modules/own"
}
