variable "db_password" {
  type = string
  # ruleid: tf-secret-default
  default = "Zuckerhut-77"
}

variable "api_key" {
  type      = string
  sensitive = true
}

variable "other_password" {
  type = string
  # ok: tf-secret-default
  default = ""
}

variable "password_length" {
  type = string
  # ok: tf-secret-default
  default = "sixteen"
}

variable "db_secret" {
  type = string
  # ok: tf-secret-default
  default = "arn:aws:secretsmanager:eu-north-1:000000000000:secret:db"
}
