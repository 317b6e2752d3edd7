kubectl create secret docker-registry berth \
  --docker-server={{ host }} \
  --docker-username={{ who }} \
  --docker-password="$BERTH_TOKEN"
