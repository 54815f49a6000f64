resource "kubernetes_pod" "scales" {
  spec {
    container {
      name  = "scales"
      image = "parcels/scales:1.4"
      security_context {
        # ruleid: tf-privileged
        privileged = true
      }
    }
    container {
      name  = "web"
      image = "parcels/web:1.4"
      security_context {
        # ok: tf-privileged
        privileged = false
      }
    }
  }
}

resource "aws_ecs_task_definition" "agent" {
  family = "agent"
  container_definitions = jsonencode([{
    name  = "agent"
    image = "parcels/agent:1.4"
    # ruleid: tf-privileged
    privileged = true
  }])
}
