resource "aws_lambda_function_url" "parcels" {
  function_name = aws_lambda_function.parcels.function_name
  # ruleid: tf-open-endpoint
  authorization_type = "NONE"
}

resource "aws_api_gateway_method" "send" {
  rest_api_id = aws_api_gateway_rest_api.parcels.id
  resource_id = aws_api_gateway_resource.parcels.id
  http_method = "POST"
  # ruleid: tf-open-endpoint
  authorization = "NONE"
}

resource "aws_api_gateway_method" "options" {
  rest_api_id = aws_api_gateway_rest_api.parcels.id
  resource_id = aws_api_gateway_resource.parcels.id
  http_method = "OPTIONS"
  # ok: tf-open-endpoint
  authorization = "NONE"
}

resource "aws_lambda_function_url" "labels" {
  function_name = aws_lambda_function.labels.function_name
  # ok: tf-open-endpoint
  authorization_type = "AWS_IAM"
}
